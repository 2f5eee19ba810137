"""A database was put back from a copy: sessions wait for their people, who are told."""
