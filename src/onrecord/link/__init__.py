"""What holds between statements and events: replies inside an article, contradictions between articles. Derived."""
