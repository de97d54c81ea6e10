using System.Runtime.InteropServices;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Ilgpu;

public sealed partial class IlgpuShaping
{
    /// <inheritdoc/>
    public void ReNorm(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> scored, GroupLayout groups,
        Span<double> shaped)
    {
        ShapingChecks.StepsAndOutcomes(stepRewards, completions, outcomes, scored, groups, shaped);
        KernelChecks.Values(nameof(outcomes), outcomes, scored);
        ShapingChecks.Steps(stepRewards, completions, scored);
        Steps(StepBodies.ReNorm, new StepJob { Count = groups.Count }, Team.Lanes, stepRewards, completions, outcomes, scored, Offsets(groups), shaped);
    }

    /// <inheritdoc/>
    public void ProcessDelta(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, DeltaEnding ending, Span<double> shaped)
    {
        ShapingChecks.StepShapes(stepRewards, completions, scored, shaped);
        ShapingChecks.Steps(stepRewards, completions, scored);
        var job = new StepJob { Count = completions.Count, OutcomeOnly = ending == DeltaEnding.OutcomeOnly ? 1 : 0 };
        Steps(StepBodies.Delta, job, 1, stepRewards, completions, [], scored, [], shaped);
    }

    private void Steps(
        Action<StepJob> body, StepJob job, int width, ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes,
        ReadOnlySpan<bool> scored, ReadOnlySpan<int> groups, Span<double> shaped)
    {
        lock (backend.Gate)
        {
            using var steps = backend.Upload(stepRewards);
            using var offsets = backend.Upload<int>(Offsets(completions));
            using var groupOffsets = backend.Upload(groups);
            using var mask = backend.Upload(MemoryMarshal.Cast<bool, byte>(scored));
            using var earned = backend.Upload(outcomes);
            using var results = backend.Rent<double>(shaped.Length);
            job = job with
            {
                Steps = steps.View,
                Completions = offsets.View,
                Groups = groupOffsets.View,
                Scored = mask.View,
                Outcomes = earned.View,
                Results = results.View,
            };
            backend.Launch(body, job.Count, width, job);
            backend.Download(job.Results, shaped);
        }
    }

    /// <inheritdoc/>
    public void GatedAccumulation(
        ReadOnlySpan<double> components, ReadOnlySpan<bool> scored, ReadOnlySpan<double> thresholds, Span<double> accumulated)
    {
        ShapingChecks.Gates(components, scored, thresholds, accumulated);
        KernelChecks.Values(nameof(components), components, scored);
        lock (backend.Gate)
        {
            using var values = backend.Upload(components);
            using var mask = backend.Upload(MemoryMarshal.Cast<bool, byte>(scored));
            using var gates = backend.Upload(thresholds);
            using var results = backend.Rent<double>(accumulated.Length);
            var job = new GateJob { Components = values.View, Scored = mask.View, Thresholds = gates.View, Results = results.View };
            backend.Launch(ShapingBodies.GatedAccumulation, accumulated.Length, 1, job);
            backend.Download(job.Results, accumulated);
        }
    }

    /// <inheritdoc/>
    public void WinRates(
        ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, MissingPair missing, Span<int> opponents, Span<double> winRates)
    {
        ShapingChecks.Preferences(preferences, judged, opponents.Length, winRates);
        lock (backend.Gate)
        {
            using var pairs = backend.Upload(preferences);
            using var mask = backend.Upload(MemoryMarshal.Cast<bool, byte>(judged));
            using var counts = backend.Rent<int>(opponents.Length);
            using var rates = backend.Rent<double>(winRates.Length);
            var job = new PreferenceJob
            {
                Preferences = pairs.View,
                Judged = mask.View,
                Opponents = counts.View,
                Rates = rates.View,
                CountsTies = missing == MissingPair.Tie ? 1 : 0,
            };
            backend.Launch(ShapingBodies.WinRates, winRates.Length, 1, job);
            backend.Download(job.Opponents, opponents);
            backend.Download(job.Rates, winRates);
        }
    }
}
