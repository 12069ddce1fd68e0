"""Pure text: bodies, segmentation, wrapping, spans, search. No input or output, no toolkit."""
