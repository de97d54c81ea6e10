using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    /// <remarks>Looks for every n-gram among all before it: quadratic, for tests.</remarks>
    public void Repetition(ReadOnlySpan<int> tokens, GroupLayout completions, RepetitionOptions options, Span<double> penalties)
    {
        ShapingChecks.Length(nameof(tokens), tokens.Length, completions.Length);
        ShapingChecks.Length("destination", penalties.Length, completions.Count);
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            var total = end - start - options.NGramSize + 1;
            var unique = 0;
            for (var i = 0; i < total; i++)
            {
                var seen = false;
                for (var j = 0; j < i && !seen; j++)
                    seen = tokens.Slice(start + i, options.NGramSize).SequenceEqual(tokens.Slice(start + j, options.NGramSize));
                unique += seen ? 0 : 1;
            }

            penalties[c] = total < 1 ? 0 : options.MaxPenalty * (1 - ((double)unique / total));
        }
    }
}
