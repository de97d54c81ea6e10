using System.Runtime.InteropServices;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>What a minibatch's loss came to.</summary>
/// <param name="Loss">The loss with its terms, clip counts, ratios, entropy, and the approximate KL from the old policy.</param>
/// <param name="ReferenceKl">Mean k3 from the reference by token that counts, whatever the penalty's own estimator; null without reference.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MinibatchResult(PolicyLossResult Loss, double? ReferenceKl);
