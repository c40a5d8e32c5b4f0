"""The store, exports, codebook, loading into pandas."""
