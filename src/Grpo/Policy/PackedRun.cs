namespace Rlar.Grpo.Policy;

/// <summary>Rows of one length within packed rows: whole ones, or what stands behind a prompt that they share.</summary>
/// <param name="Start">The first position.</param>
/// <param name="Count">Rows.</param>
/// <param name="Length">Positions of each.</param>
/// <param name="PromptStart">Where the prompt stands that comes before each of them.</param>
/// <param name="PromptLength">Its positions; 0: they are whole.</param>
internal readonly record struct PackedRun(int Start, int Count, int Length, int PromptStart = 0, int PromptLength = 0)
{
    /// <summary>Positions of all its rows.</summary>
    internal int Positions => Count * Length;

    /// <summary>The prompt as a run of its own.</summary>
    internal PackedRun Prompt => new(PromptStart, 1, PromptLength);

    /// <summary>Positions of each row with its prompt.</summary>
    internal int WholeLength => PromptLength + Length;
}
