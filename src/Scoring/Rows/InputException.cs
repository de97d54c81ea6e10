namespace Rlar.Scoring.Rows;

/// <summary>
/// An input cannot be read, or one of its rows is not what a row must be. The message has the form
/// "FILE:LINE: field 'x': reason. what to do", without the parts that do not apply.
/// </summary>
public sealed class InputException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="file">The input's name as the user gave it, or "stdin".</param>
    /// <param name="line">One-based line number, or 0 where the error is about the whole input.</param>
    /// <param name="field">The field as the row names it, or null where the error is about the whole row.</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="remedy">What to do about it, a sentence.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public InputException(string file, long line, string? field, string reason, string remedy, Exception? innerException = null)
        : base(Compose(file, line, field, reason, remedy), innerException)
    {
        File = file;
        Line = line;
        Field = field;
    }

    /// <summary>The input's name as the user gave it, or "stdin".</summary>
    public string File { get; }

    /// <summary>One-based line number; 0 where the error is about the whole input.</summary>
    public long Line { get; }

    /// <summary>The field as the row names it; null where the error is about the whole row or input.</summary>
    public string? Field { get; }

    private static string Compose(string file, long line, string? field, string reason, string remedy)
    {
        var place = line > 0 ? $"{file}:{line}" : file;
        var about = field is null ? "" : $"field '{field}': ";
        return $"{place}: {about}{reason}. {remedy}";
    }
}
