using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>The prompts of rows as tokens, encoded when they are first asked for; a row's prompt is one array, which engines share work by.</summary>
/// <param name="rows">The rows.</param>
/// <param name="text">What encodes them.</param>
internal sealed class PromptTokens(IReadOnlyList<Query> rows, IPolicyText text)
{
    private readonly int[]?[] _encoded = new int[]?[rows.Count];

    /// <summary>The rows.</summary>
    internal IReadOnlyList<Query> Rows => rows;

    /// <summary>The prompt of a row.</summary>
    /// <exception cref="TrainingException">It has no token.</exception>
    internal int[] this[int row] => _encoded[row] ??= text.EncodePrompt(rows[row]) is { Length: > 0 } tokens
        ? tokens
        : throw new TrainingException($"row {rows[row].Id}: its prompt has no token. Give it a text, or leave the row out.");
}
