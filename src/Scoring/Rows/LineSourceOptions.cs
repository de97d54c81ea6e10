namespace Rlar.Scoring.Rows;

/// <summary>How lines are read.</summary>
public sealed record LineSourceOptions
{
    /// <summary>The greatest limit that <see cref="MaxLineBytes"/> takes: 1 GiB.</summary>
    public const int GreatestLimit = 1 << 30;

    private readonly int _maxLineBytes = 64 << 20;

    /// <summary>
    /// Whether a blank line is a line like another, as in files of segments that belong together by their place. Default false: it is skipped.
    /// </summary>
    public bool KeepsBlankLines { get; init; }

    /// <summary>What is read beside text of lines and JSON arrays. Default null: nothing.</summary>
    public IRowFormats? Formats { get; init; }

    /// <summary>The top-level keys that are looked at; what a table has beside them is not read. Default null: all of them are.</summary>
    public RowKeys? Keys { get; init; }

    /// <summary>Which of a folder's sets of rows is read. Default null: the only one.</summary>
    public string? Split { get; init; }

    /// <summary>
    /// What to do about a line that is too long, a sentence for its error. Default: to split the row; a caller whose limit the user can raise says how.
    /// </summary>
    public string LongLineRemedy { get; init; } = "Split the row, or leave out what is not needed.";

    /// <summary>
    /// The longest line accepted, in bytes without its line end; at most about twice as much is held while such a line is read. Default 64 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and <see cref="GreatestLimit"/>.</exception>
    public int MaxLineBytes
    {
        get => _maxLineBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, GreatestLimit);
            _maxLineBytes = value;
        }
    }
}
