namespace Rlar.Grpo.Policy.Checking;

/// <summary>AdamW and how many steps of it a case takes, all on the same sequences.</summary>
/// <param name="Steps">Steps, at least 0.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second.</param>
/// <param name="Epsilon">Added to the root of the second.</param>
/// <param name="Decay">Decoupled weight decay, of all trained tensors.</param>
/// <param name="MaxNorm">Gradients are scaled down to this norm; null: not.</param>
internal sealed record CheckOptimizer(int Steps, double Rate, double Beta1, double Beta2, double Epsilon, double Decay, double? MaxNorm);
