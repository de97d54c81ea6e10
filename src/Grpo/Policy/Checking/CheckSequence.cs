namespace Rlar.Grpo.Policy.Checking;

/// <summary>One sequence of a case. Lists are of the completion's tokens.</summary>
/// <param name="Row">Its tokens.</param>
/// <param name="Advantage">Its advantage.</param>
/// <param name="OldLogprobs">Under the policy that the ratio is taken against, or null: the policy itself.</param>
/// <param name="ReferenceLogprobs">Under the reference policy, or null.</param>
/// <param name="Mask">Whether a token counts.</param>
internal sealed record CheckSequence(TrainingRow Row, double Advantage, double[]? OldLogprobs, double[]? ReferenceLogprobs, bool[] Mask);
