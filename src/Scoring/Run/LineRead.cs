using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>A line as it was read, or why it could not be: its place among the others is kept then, and reading continues after it.</summary>
/// <param name="Line">The line, or null.</param>
/// <param name="Error">What is wrong with it, or null.</param>
internal sealed record LineRead(InputLine? Line, InputException? Error)
{
    /// <summary>Reads the next line, or null at the end of the input.</summary>
    /// <exception cref="InputException">The input as a whole cannot be read further.</exception>
    internal static LineRead? Next(LineSource source, CancellationToken cancellationToken)
    {
        try
        {
            return source.Read(cancellationToken) is { } line ? new LineRead(line, null) : null;
        }
        catch (InputException error) when (error.Line > 0 && !source.IsBroken)
        {
            return new LineRead(null, error);
        }
    }
}
