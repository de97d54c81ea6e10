namespace Rlar.Agents.Routing;

/// <summary>Why a tool that a row names cannot be had.</summary>
internal static class MissingTool
{
    /// <summary>The end of a sentence about the tool.</summary>
    internal static string Because(ToolRegistry library, string id) => library.WhyRevoked(id) is { } why
        ? $"which was revoked: {why}"
        : "which this library does not have; see rlar tools list";
}
