"""The publisher's PDF with the findings marked on it."""
