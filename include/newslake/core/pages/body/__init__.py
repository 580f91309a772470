"""
The text of a page: ``container`` finds the element that holds it, ``cleaning`` drops what is not the story.

``second_readers`` are libraries asked for another reading, ``choose`` decides between them, ``markup`` writes the
chosen text as markup that is safe to show.
"""
