namespace Rlar.Kernels.Losses;

/// <summary>
/// How token losses become one number, as the weight that each sequence's tokens carry. All backends share it: it reads the mask alone.
/// </summary>
/// <remarks>
/// The trainers' own: TRL grpo and sapo SequenceMeanTokenMean with <see cref="CountsEmpty"/>; bnpo TokenMean; dr_grpo SequenceMeanTokenSumNorm with
/// CountsEmpty and the maximum length; dapo and cispo TokenMean with <see cref="Denominator"/> the batch's tokens over all processes; verl each mode as it
/// is named, with the batch's own counts as Denominator where the batch is cut up. verl adds 1e-8 to lengths and has NaN where all is masked; here 0.
/// </remarks>
public sealed record LossAggregation
{
    /// <summary>The mode. Default TokenMean.</summary>
    public AggregationMode Mode { get; init; } = AggregationMode.TokenMean;

    /// <summary>True: a sequence without a token that counts is still one of the B. Default false.</summary>
    public bool CountsEmpty { get; init; }

    /// <summary>
    /// What divides in place of N or B where a batch is cut into parts (micro-batches, processes): above 0, or null (default): this batch's own.
    /// </summary>
    public double? Denominator { get; init => field = value is { } given ? KernelChecks.Positive(given, nameof(Denominator)) : null; }

    /// <summary>
    /// SequenceMeanTokenSumNorm: the constant length, above 0, or null (default): the longest sequence of the layout, masked tokens included.
    /// </summary>
    public double? TokenNormalizer { get; init => field = value is { } given ? KernelChecks.Positive(given, nameof(TokenNormalizer)) : null; }

    /// <summary>DeepSeekMath's GRPO: the mean over all sequences of each one's token mean.</summary>
    public static LossAggregation Grpo { get; } = new() { Mode = AggregationMode.SequenceMeanTokenMean, CountsEmpty = true };

    /// <summary>DAPO and BNPO: the mean over the batch's tokens.</summary>
    public static LossAggregation Dapo { get; } = new();

    /// <summary>Dr.GRPO: sums over sequences and a constant length.</summary>
    /// <param name="maxLength">L_max in tokens, at least 1.</param>
    public static LossAggregation DrGrpo(int maxLength) =>
        new() { Mode = AggregationMode.SequenceMeanTokenSumNorm, CountsEmpty = true, TokenNormalizer = KernelChecks.AtLeast(maxLength, 1, nameof(maxLength)) };

    /// <summary>The weight that each token of a sequence carries: loss = sum_b weight_b S_b. 0 for a sequence without a token that counts.</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="prompts">PromptMean: how the sequences fall into prompts; else an empty layout.</param>
    /// <param name="weights">[B] destination.</param>
    /// <exception cref="KernelException">A span or layout that does not fit.</exception>
    public void Weigh(GroupLayout sequences, ReadOnlySpan<bool> mask, GroupLayout prompts, Span<double> weights)
    {
        KernelChecks.Mask(mask, sequences.Length);
        KernelChecks.Length(nameof(weights), weights.Length, sequences.Count);
        long tokens = 0;
        int counted = 0, longest = 1;
        for (var b = 0; b < weights.Length; b++)
        {
            var (start, end) = sequences[b];
            var length = mask.IsEmpty ? end - start : mask[start..end].Count(true);
            weights[b] = length;
            tokens += length;
            counted += length > 0 || CountsEmpty ? 1 : 0;
            longest = Math.Max(longest, end - start);
        }

        if (Mode == AggregationMode.PromptMean)
        {
            ByPrompt(prompts, weights);
            return;
        }

        var (divides, bySequence) = Mode switch
        {
            AggregationMode.TokenMean => (Denominator ?? tokens, false),
            AggregationMode.TokenSum => (1, false),
            AggregationMode.SequenceMeanTokenMean => (Denominator ?? counted, true),
            AggregationMode.SequenceMeanTokenSumNorm => ((Denominator ?? counted) * (TokenNormalizer ?? longest), false),
            _ => (Denominator ?? counted, false),
        };
        foreach (ref var weight in weights)
            weight = weight == 0 ? 0 : 1 / (bySequence ? weight * divides : divides);
    }

    private void ByPrompt(GroupLayout prompts, Span<double> weights)
    {
        KernelChecks.Length("prompts", prompts.Length, weights.Length);
        var counted = 0;
        for (var p = 0; p < prompts.Count; p++)
            counted += CountsEmpty || Sum(weights[prompts[p].Start..prompts[p].End]) > 0 ? 1 : 0;
        for (var p = 0; p < prompts.Count; p++)
        {
            var own = weights[prompts[p].Start..prompts[p].End];
            var tokens = Sum(own);
            foreach (ref var weight in own)
                weight = weight == 0 ? 0 : 1 / (tokens * (Denominator ?? counted));
        }
    }

    private static double Sum(ReadOnlySpan<double> lengths)
    {
        double sum = 0;
        foreach (var length in lengths)
            sum += length;
        return sum;
    }
}
