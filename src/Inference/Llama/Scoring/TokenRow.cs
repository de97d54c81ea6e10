namespace Rlar.Inference.Llama.Scoring;

/// <summary>Tokens of which the first are given and the others are to be judged.</summary>
/// <param name="Tokens">The ids, those of the prompt first.</param>
/// <param name="PromptLength">How many of them are the prompt: 1 to the number of tokens.</param>
public sealed record TokenRow(IReadOnlyList<int> Tokens, int PromptLength)
{
    /// <summary>
    /// Lengths of beginnings that other rows have, too, ascending (a rubric; a rubric and a question): what is before the last one in the prompt is
    /// kept from call to call. A row's bits depend on where its borders are, as on the size of a batch. Default none.
    /// </summary>
    public IReadOnlyList<int> Borders { get; init; } = [];
}
