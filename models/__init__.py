"""What is learned: numpy and onnxruntime maths that knows nothing of the hub."""
