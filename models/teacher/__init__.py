"""Large models for a workstation (extra ``teacher``: torch), and how small ones learn of them."""
