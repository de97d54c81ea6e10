using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rlar.Grpo.Training;

/// <summary>How the records of a run are written.</summary>
internal static class JsonLines
{
    /// <summary>Names in snake_case, names of tools as they are, text readable.</summary>
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
