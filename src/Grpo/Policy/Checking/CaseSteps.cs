namespace Rlar.Grpo.Policy.Checking;

/// <summary>What steps of an optimiser made of a case.</summary>
/// <param name="Optimizer">The steps.</param>
/// <param name="Losses">The loss before each step.</param>
/// <param name="Norms">The gradients' norm at each step, before clipping.</param>
/// <param name="FinalLoss">The loss after the last.</param>
/// <param name="Tensors">The trained tensors after the last.</param>
internal sealed record CaseSteps(
    CheckOptimizer Optimizer, IReadOnlyList<double> Losses, IReadOnlyList<double> Norms, double FinalLoss,
    IReadOnlyList<(string Name, TensorSummary Summary)> Tensors);
