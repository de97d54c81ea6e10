using System.Text.Json;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Likelihood;

/// <summary>What a user may say next, content or not.</summary>
/// <param name="Positive">Said by one who is content.</param>
/// <param name="Negative">Said by one who is not.</param>
internal sealed record FollowUps(IReadOnlyList<string> Positive, IReadOnlyList<string> Negative)
{
    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Those of RLAR (src/Rewards/Likelihood/follow-ups.json).</summary>
    internal static FollowUps BuiltIn { get; } = Parse(ResourceText.Read("follow-ups.json"), "follow-ups.json");

    /// <summary>Those of the file that the option follow-ups names; RLAR's where it names none.</summary>
    /// <exception cref="ToolException">The file cannot be read, or is not of the form of <see cref="Parse"/>.</exception>
    internal static FollowUps Read(string tool, string file) =>
        file.Length == 0 ? BuiltIn : Parse(ResourceText.ReadFile(tool, "follow-ups", file), file);

    /// <summary>Reads {"positive": [...], "negative": [...]}.</summary>
    /// <exception cref="ToolException">It is not of that form.</exception>
    internal static FollowUps Parse(string json, string file)
    {
        try
        {
            var read = JsonSerializer.Deserialize<FollowUps>(json, s_format);
            return read is { Positive.Count: > 0, Negative.Count: > 0 } && read.Positive.Concat(read.Negative).All(text => !string.IsNullOrWhiteSpace(text))
                ? read
                : throw new ToolException($"{file}: needs at least one text in \"positive\" and in \"negative\", and none that is empty.");
        }
        catch (JsonException error)
        {
            throw new ToolException($"{file}: is not {{\"positive\": [texts], \"negative\": [texts]}}: {error.Message}", error);
        }
    }
}
