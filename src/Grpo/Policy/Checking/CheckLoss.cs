namespace Rlar.Grpo.Policy.Checking;

/// <summary>The loss of a case, by TRL's names: grpo, bnpo, dapo, dr_grpo, gspo, cispo, sft.</summary>
/// <param name="Type">The name.</param>
/// <param name="Low">epsilon.</param>
/// <param name="High">epsilon_high.</param>
/// <param name="Beta">The coefficient of the divergence from the reference, 0: none.</param>
/// <param name="MaxLength">dr_grpo: the constant length.</param>
internal sealed record CheckLoss(string Type, double Low, double High, double Beta, int MaxLength);
