using System.Text.Json;

namespace Rlar.Grpo.Checkpoints;

/// <summary>What a checkpoint holds; written last, so that a checkpoint with a manifest is whole.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Identity">What decides the bits of the numbers: policy and rollout engine.</param>
/// <param name="Files">Its files.</param>
internal sealed record CheckpointManifest(int Step, string Identity, IReadOnlyList<CheckpointFile> Files)
{
    /// <summary>The manifest's name.</summary>
    internal const string Name = "manifest.json";

    private static readonly JsonSerializerOptions s_json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n" };

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <exception cref="JsonException">It is no manifest.</exception>
    internal static CheckpointManifest Read(string path) =>
        JsonSerializer.Deserialize<CheckpointManifest>(File.ReadAllBytes(path), s_json) is { Files: not null, Identity: not null } read
            ? read
            : throw new JsonException("no manifest");
}
