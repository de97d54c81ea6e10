using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Agents.Classification;

/// <summary>
/// The file of a fitted head: one line of JSON {"rlar-head":1,"version","labels","width","embedding","temperature"}, then the weights, [width + 1, labels], as
/// half-precision numbers, little-endian.
/// </summary>
internal static class HeadFile
{
    private const int Format = 1;

    // Raised with every change of the features or the fit: kept heads are of no use then.
    private const int Features = 1;
    private const int LongestHeader = 4096;

    /// <summary>Twelve hexadecimal digits of the SHA-256 of the prompts, the cues and the number of the features.</summary>
    internal static string Version { get; } = OfResources();

    /// <summary>Writes a head.</summary>
    internal static void Write(Stream stream, LinearHead head, double temperature, PromptEncoder encoder)
    {
        var header = new Dictionary<string, object>
        {
            ["rlar-head"] = Format,
            ["version"] = Version,
            ["labels"] = head.Labels,
            ["width"] = head.Width,
            ["embedding"] = encoder.EmbeddingWidth,
            ["temperature"] = temperature,
        };
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(header));
        stream.Write("\n"u8);
        stream.Write(MemoryMarshal.AsBytes(Array.ConvertAll(head.Weights, weight => (Half)weight).AsSpan()));
    }

    /// <summary>Reads a head.</summary>
    /// <exception cref="ClassifierException">The file is none, or was fitted to other features.</exception>
    internal static (LinearHead Head, double Temperature) Read(Stream stream, string name, PromptEncoder encoder)
    {
        var line = new List<byte>();
        for (var next = stream.ReadByte(); next != '\n'; next = stream.ReadByte())
        {
            if (next < 0 || line.Count == LongestHeader)
                throw new ClassifierException(name, "it is no file of a classifier's head. Fit it anew.");
            line.Add((byte)next);
        }

        try
        {
            using var header = JsonDocument.Parse(line.ToArray());
            var root = header.RootElement;
            if (root.GetProperty("rlar-head").GetInt32() != Format || root.GetProperty("width").GetInt32() != encoder.Width)
            {
                throw new ClassifierException(
                    name,
                    $"its head is of {root.GetProperty("width")} features ({root.GetProperty("embedding")} of an embedding); here are {encoder.Width} "
                    + $"({encoder.EmbeddingWidth} of an embedding). Fit it anew with this version and embedder.");
            }

            var labels = root.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!).ToArray();
            var temperature = root.GetProperty("temperature").GetDouble();
            var weights = new Half[(encoder.Width + 1) * labels.Length];
            stream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
            if (labels.Length < 2 || !(temperature > 0) || stream.ReadByte() >= 0 || !weights.All(Half.IsFinite))
                throw new ClassifierException(name, "its numbers are no head's. Fit it anew.");
            return (new LinearHead(labels, encoder.Width, Array.ConvertAll(weights, weight => (float)weight)), temperature);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or EndOfStreamException or FormatException)
        {
            throw new ClassifierException(name, $"it is no whole file of a classifier's head ({error.Message}). Fit it anew.", error);
        }
    }

    private static string OfResources()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([Format, Features]);
        var assembly = typeof(HeadFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name == "cues.txt" || name.StartsWith("prompts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
