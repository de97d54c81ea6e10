using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>A completion with what it teaches.</summary>
/// <param name="Row">Prompt and completion.</param>
/// <param name="Rollout">The completion as it was drawn.</param>
/// <param name="Place">The place of its group in the step.</param>
/// <param name="Advantages">[T] by token; equal at all of them where the estimator says one number a completion.</param>
/// <param name="IsMasked">Whether it stays out of the loss: it was cut off, and the recipe says so.</param>
internal sealed record LearningRow(TrainingRow Row, Rollout Rollout, int Place, float[] Advantages, bool IsMasked);
