using System.CommandLine;
using Rlar.Scoring.Rows;
using Rlar.Tables;

namespace Rlar.Host.Commands;

/// <summary>Where a command's rows come from: every command that reads rows reads all formats of them.</summary>
internal static class RowSource
{
    /// <summary>What help texts call the formats.</summary>
    internal const string Formats = "JSONL, JSON, CSV, Parquet, Arrow or a Hugging Face folder; - for standard input";

    /// <summary>The formats.</summary>
    internal static TableFormats Tables { get; } = new();

    /// <summary>The option that chooses one set of rows of a folder.</summary>
    internal static Option<string?> Split() => new("--split")
    {
        Description = "Which split of a folder that has several.",
        HelpName = "name",
    };

    /// <summary>Opens an input.</summary>
    /// <param name="path">A file, a folder, or "-" for standard input.</param>
    /// <param name="split">The value of <see cref="Split"/>.</param>
    /// <param name="keys">The keys that are looked at; null: any.</param>
    /// <param name="cancellationToken">Ends the wait for standard input.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    internal static LineSource Open(string path, string? split, RowKeys? keys, CancellationToken cancellationToken) =>
        LineSource.Open(path, StandardStreams.Input(cancellationToken), Reading(split, keys));

    /// <summary>How an input is read.</summary>
    /// <param name="split">The value of <see cref="Split"/>.</param>
    /// <param name="keys">The keys that are looked at; null: any.</param>
    internal static LineSourceOptions Reading(string? split, RowKeys? keys) => new() { Formats = Tables, Split = split, Keys = keys };
}
