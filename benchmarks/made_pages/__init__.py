"""
Pages made of real posts: 30 layouts of blogs, guides, lists and institutions, whose article text is known.

A layout writes a page round a post and takes its furniture from other posts. In the templates a backslash at the end of
a line goes on with the line of the page.
"""

from . import blogs, builds, clubs, institutions, questions, software
from .kit import Layout
from .marks import Made, missing
from .posts import Post, feed_files, posts

__all__ = ["LAYOUTS", "Layout", "Made", "Post", "feed_files", "missing", "posts"]

LAYOUTS: dict[str, Layout] = {
    "wordpress_de": blogs.wordpress_de,
    "platform_fr": blogs.platform_fr,
    "blogger_es": blogs.blogger_es,
    "portal_it": blogs.portal_it,
    "blog_pl": blogs.blog_pl,
    "entry_ja": blogs.entry_ja,
    "news_explainer": institutions.news_explainer,
    "bank_advice": institutions.bank_advice,
    "gov_info": institutions.gov_info,
    "uni_help": software.uni_help,
    "recipe_market": institutions.recipe_market,
    "garden_club": clubs.garden_club,
    "museum_blog": institutions.museum_blog,
    "amp_page": builds.amp_page,
    "custom_elements": builds.custom_elements,
    "react_divs": builds.react_divs,
    "modules_rte": builds.modules_rte,
    "tabs_accordion": questions.tabs_accordion,
    "agony_column": questions.agony_column,
    "interview": questions.interview,
    "fifty_things": questions.fifty_things,
    "article_items": questions.article_items,
    "release_notes": software.release_notes,
    "course_lesson": software.course_lesson,
    "podcast_notes": software.podcast_notes,
    "wiki_page": software.wiki_page,
    "press_release": software.press_release,
    "joomla_club": clubs.joomla_club,
    "typo3_contao": clubs.typo3_contao,
    "site_builder": clubs.site_builder,
}
"""In a fixed order, as a seed chooses by it."""
