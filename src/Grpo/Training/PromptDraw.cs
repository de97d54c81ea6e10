namespace Rlar.Grpo.Training;

/// <summary>A row that is asked.</summary>
/// <param name="Position">Its place in the order of all draws of the run, from 0; names it where a row comes again.</param>
/// <param name="Row">The row's index.</param>
internal readonly record struct PromptDraw(long Position, int Row);
