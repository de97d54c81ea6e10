namespace Rlar.Kernels.Shaping;

/// <summary>
/// A penalty of length in proportion to how often the group succeeds: r - mean_g (w_out out / max + w_in in / max + w_turn turns / max), so that a hard prompt
/// may be answered at length (prime-rl). All backends share it: it reads four numbers a completion.
/// </summary>
public static class PassRateLength
{
    /// <summary>Writes the shaped rewards; 0 where not scored. A mean below 0 counts as 0, or length would be rewarded.</summary>
    /// <param name="rewards">[N] rewards, 0 to 1 where their mean is to be a pass rate.</param>
    /// <param name="scored">[N] true where scored, or empty: all are.</param>
    /// <param name="groups">How the completions fall into groups [P].</param>
    /// <param name="outputs">[N] tokens of the policy's own; needed with <see cref="PassRateLengthOptions.MaxOutput"/>.</param>
    /// <param name="inputs">[N] tokens from tools; needed with <see cref="PassRateLengthOptions.MaxInput"/>.</param>
    /// <param name="turns">[N] turns; needed with <see cref="PassRateLengthOptions.MaxTurns"/>.</param>
    /// <param name="options">Weights and maxima.</param>
    /// <param name="shaped">[N] destination; it may be the rewards.</param>
    /// <exception cref="KernelException">A span that does not fit, a reward that is not finite, a negative length.</exception>
    public static void Penalize(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<int> outputs, ReadOnlySpan<int> inputs,
        ReadOnlySpan<int> turns, PassRateLengthOptions options, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        Check(options.MaxOutput, outputs, rewards.Length);
        Check(options.MaxInput, inputs, rewards.Length);
        Check(options.MaxTurns, turns, rewards.Length);
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            var rate = Math.Max(0, Mean(rewards[start..end], scored.IsEmpty ? scored : scored[start..end]));
            for (var i = start; i < end; i++)
            {
                var cost = Share(options.OutputWeight, options.MaxOutput, outputs, i) + Share(options.InputWeight, options.MaxInput, inputs, i)
                    + Share(options.TurnWeight, options.MaxTurns, turns, i);
                shaped[i] = scored.IsEmpty || scored[i] ? rewards[i] - (rate * cost) : 0;
            }
        }
    }

    private static void Check(int? maximum, ReadOnlySpan<int> lengths, int completions)
    {
        if (maximum is not null)
            KernelChecks.Lengths(lengths, completions);
    }

    private static double Share(double weight, int? maximum, ReadOnlySpan<int> lengths, int i) => maximum is { } most ? weight * lengths[i] / most : 0;

    private static double Mean(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!scored.IsEmpty && !scored[i])
                continue;
            sum += rewards[i];
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }
}
