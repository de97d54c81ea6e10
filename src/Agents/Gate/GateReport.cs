using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlar.Agents.Gate;

/// <summary>All that the gate found of one draft. The same draft, evidence and options give the same report.</summary>
public sealed record GateReport
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The version of the gate: raised with every check that is added or changed.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The draft's id, "synth/NAME".</summary>
    public required string Id { get; init; }

    /// <summary>The draft's hash (<see cref="Drafts.ToolDraft.Hash"/>).</summary>
    public required string Hash { get; init; }

    /// <summary>The version of its tool, as outcomes and the ledger carry it; "" where no tool could be made of it.</summary>
    public string ToolVersion { get; init; } = "";

    /// <summary>The version of the gate.</summary>
    public int GateVersion { get; init; } = CurrentVersion;

    /// <summary>The options.</summary>
    public required GateOptions Options { get; init; }

    /// <summary>Labelled answers from others than the author: right ones.</summary>
    public int Right { get; init; }

    /// <summary>Labelled answers from others than the author: wrong ones.</summary>
    public int Wrong { get; init; }

    /// <summary>Generated answers that are certainly wrong.</summary>
    public int Generated { get; init; }

    /// <summary>What the gate read from the description by itself, and every labelled right answer has.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>The checks, in order.</summary>
    public required IReadOnlyList<GateCheck> Checks { get; init; }

    /// <summary>Whether the draft passed all.</summary>
    public bool Accepted => Checks.Count > 0 && Checks.All(check => check.Passed);

    /// <summary>The checks that the draft did not pass.</summary>
    [JsonIgnore]
    public IEnumerable<GateCheck> Failed => Checks.Where(check => !check.Passed);

    /// <summary>The report as indented JSON, members in camel case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Reads a report.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <exception cref="JsonException">It is no report.</exception>
    public static GateReport Parse(string json) =>
        JsonSerializer.Deserialize<GateReport>(json, s_json) ?? throw new JsonException("A gate's report is an object.");
}
