using System.Text.Json.Serialization;

namespace Rlar.Rewards.Verifiers.Code.Languages;

/// <summary>How programs of a language are compiled and run.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CodeLanguage
{
    /// <summary>The tool's id after "code/".</summary>
    public required string Id { get; init; }

    /// <summary>The names by which fences name it, in lower case.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The source file's name.</summary>
    public required string File { get; init; }

    /// <summary>Files that lie beside the source, by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The shell command that compiles the source, or null where there is nothing to compile.</summary>
    public string? Compile { get; init; }

    /// <summary>The file that compiling leaves, which a run finds in its folder.</summary>
    public string? Artifact { get; init; }

    /// <summary>The command that runs the program.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>Commands or files that must be there, each with the Debian packages that have it.</summary>
    public IReadOnlyDictionary<string, string> Needs { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether its runtime reserves far more address space than it uses, so that no limit is put on that.</summary>
    public bool ReservesMemory { get; init; }

    /// <summary>What its programs have in their text, which tells them from snippets beside them.</summary>
    public LanguageMarks Marks { get; init; } = new();

    /// <summary>Environment variables of its runtime.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
