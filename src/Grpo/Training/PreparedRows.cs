using Rlar.Grpo.Losses;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>Rows to learn from as flat arrays over the N tokens of their completions, one row after the other.</summary>
internal sealed class PreparedRows
{
    private PreparedRows(IReadOnlyList<LearningRow> rows)
    {
        Rows = rows;
        Sequences = [.. rows.Select(row => row.Row)];
        Offsets = new int[rows.Count + 1];
        for (var r = 0; r < rows.Count; r++)
            Offsets[r + 1] = Offsets[r] + rows[r].Row.CompletionLength;
        Sampler = [.. rows.SelectMany(row => row.Rollout.Logprobs)];
        Old = Sampler;
    }

    /// <summary>The rows.</summary>
    internal IReadOnlyList<LearningRow> Rows { get; }

    /// <summary>[B] prompt and completion of each.</summary>
    internal TrainingRow[] Sequences { get; }

    /// <summary>[B + 1] where each completion's tokens start.</summary>
    internal int[] Offsets { get; }

    /// <summary>N.</summary>
    internal int Tokens => Offsets[^1];

    /// <summary>[N] log-probabilities that the sampler saw.</summary>
    internal float[] Sampler { get; }

    /// <summary>[N] those that ratios are taken against.</summary>
    internal float[] Old { get; set; }

    /// <summary>[N] those of the reference, or empty.</summary>
    internal float[] Reference { get; set; } = [];

    /// <summary>Sampler against trainer, where that is known before the first optimiser step.</summary>
    internal RolloutMismatch? Mismatch { get; set; }

    /// <summary>All of a step's rows.</summary>
    internal static PreparedRows Of(IReadOnlyList<LearningRow> rows) => new(rows);

    /// <summary>Some of them.</summary>
    internal PreparedRows Slice(int start, int end) => start == 0 && end == Rows.Count ? this : new([.. Rows.Skip(start).Take(end - start)])
    {
        Old = Old[Offsets[start]..Offsets[end]],
        Reference = Reference.Length == 0 ? [] : Reference[Offsets[start]..Offsets[end]],
    };

    /// <summary>The rows of a loss.</summary>
    /// <param name="needsSampler">Whether it corrects for the sampler.</param>
    internal MinibatchRows<float> ToMinibatch(bool needsSampler) => new()
    {
        Lengths = [.. Sequences.Select(row => row.CompletionLength)],
        Mask = Rows.Any(row => row.IsMasked) ? [.. Rows.SelectMany(row => Enumerable.Repeat(!row.IsMasked, row.Row.CompletionLength))] : [],
        Advantages = [.. Rows.SelectMany(row => row.Advantages)],
        OldLogprobs = Old,
        ReferenceLogprobs = Reference,
        SamplerLogprobs = needsSampler ? Sampler : [],
    };
}
