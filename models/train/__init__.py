"""What a board learns at night, in a process of its own (extra ``train``: scikit-learn)."""
