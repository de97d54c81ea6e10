using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rlar.Agents.Monitor;

/// <summary>How what the monitor knows is written and read.</summary>
internal static class MonitorJson
{
    // Nulls are written, too: a rule of quarantine that is off is null, and its default is not.
    private static readonly JsonSerializerOptions s_format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a value.</summary>
    /// <param name="stream">JSON.</param>
    /// <param name="what">What it should be, for the message.</param>
    /// <exception cref="MonitorException">It is none.</exception>
    internal static T Read<T>(Stream stream, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(stream, s_format) ?? throw Unreadable(what, null);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(what, error);
        }
    }

    /// <summary>Writes a value.</summary>
    internal static void Write<T>(Stream stream, T value) => JsonSerializer.Serialize(stream, value, s_format);

    /// <summary>The error of what cannot be read.</summary>
    internal static MonitorException Unreadable(string what, Exception? cause) =>
        new($"This is no {what} of a monitor{(cause is null ? "" : $": {cause.Message}")} Give the file that saving one wrote.", cause);
}
