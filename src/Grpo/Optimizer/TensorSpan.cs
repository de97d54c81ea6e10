namespace Rlar.Grpo.Optimizer;

/// <summary>The numbers of a tensor in place, as ITrainablePolicy.Weights and Gradient give them. It is asked from several threads at once.</summary>
/// <param name="tensor">Index of the tensor.</param>
internal delegate Span<T> TensorSpan<T>(int tensor);
