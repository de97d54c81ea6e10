using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void ProcessDelta(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, DeltaEnding ending, Span<double> shaped)
    {
        ShapingChecks.StepShapes(stepRewards, completions, scored, shaped);
        ShapingChecks.Steps(stepRewards, completions, scored);
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            if (!Scored(scored, c))
            {
                shaped[start..end].Clear();
                continue;
            }

            for (var k = start; k < end; k++)
            {
                var next = k + 1 < end ? stepRewards[k + 1] : 0;
                if (ending == DeltaEnding.OutcomeOnly && k == end - 2)
                    next = 0;
                shaped[k] = ending == DeltaEnding.OutcomeOnly && k == end - 1 ? 0 : stepRewards[k] - next;
            }
        }
    }
}
