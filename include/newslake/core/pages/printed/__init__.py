"""What a page prints: ``walk`` makes ``blocks`` of its tree; ``links`` and ``boilerplate`` tell furniture from text."""
