using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Grpo.Checkpoints;

/// <summary>A checkpoint whose files are what its manifest says.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Manifest">What it holds.</param>
internal sealed record Checkpoint(string Folder, CheckpointManifest Manifest)
{
    /// <summary>A file of it.</summary>
    internal string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Reads the manifest and checks every file against it.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="damage">What is wrong with it, without a full stop, where null is returned.</param>
    internal static Checkpoint? Verify(string folder, out string damage)
    {
        try
        {
            var manifest = CheckpointManifest.Read(Path.Combine(folder, CheckpointManifest.Name));
            foreach (var file in manifest.Files)
            {
                using var input = File.OpenRead(Path.Combine(folder, Path.GetFileName(file.Name)));
                if (input.Length != file.Bytes || Convert.ToHexStringLower(SHA256.HashData(input)) != file.Sha256)
                {
                    damage = $"{file.Name} is not what was written ({input.Length} bytes, {file.Bytes} expected, or another hash)";
                    return null;
                }
            }

            damage = "";
            return new Checkpoint(folder, manifest);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            damage = error.Message.TrimEnd('.');
            return null;
        }
    }
}
