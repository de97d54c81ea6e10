namespace Rlar.Architecture.Tests;

/// <summary>The projects, the lowest first, and what each may use.</summary>
internal static class Projects
{
    /// <summary>Assembly to those that it may reference.</summary>
    internal static IReadOnlyDictionary<string, string[]> Below { get; } = new OrderedDictionary<string, string[]>
    {
        ["Rlar.Abstractions"] = [],
        ["Rlar.Kernels"] = ["Rlar.Abstractions"],
        ["Rlar.Inference"] = ["Rlar.Abstractions", "Rlar.Kernels"],
        ["Rlar.Rewards"] = ["Rlar.Abstractions", "Rlar.Kernels", "Rlar.Inference"],
        ["Rlar.Scoring"] = ["Rlar.Abstractions", "Rlar.Kernels"],
        ["Rlar.Tables"] = ["Rlar.Abstractions", "Rlar.Scoring"],
        ["Rlar.Agents"] = ["Rlar.Abstractions", "Rlar.Kernels", "Rlar.Inference", "Rlar.Rewards"],
        ["Rlar.Grpo"] = ["Rlar.Abstractions", "Rlar.Kernels", "Rlar.Inference", "Rlar.Scoring"],
        ["Rlar.Server"] = ["Rlar.Abstractions", "Rlar.Kernels", "Rlar.Inference", "Rlar.Rewards", "Rlar.Scoring"],
        ["rlar"] =
        [
            "Rlar.Abstractions", "Rlar.Kernels", "Rlar.Inference", "Rlar.Rewards", "Rlar.Scoring", "Rlar.Tables", "Rlar.Agents", "Rlar.Grpo", "Rlar.Server",
        ],
    };

    /// <summary>The assemblies, the lowest first.</summary>
    internal static IEnumerable<string> Assemblies => Below.Keys;

    /// <summary>Where an assembly's types lie. What somebody's own tool compiles against lies in the root.</summary>
    internal static string Namespace(string assembly) => assembly switch { "rlar" => "Rlar.Host", "Rlar.Abstractions" => "Rlar", _ => assembly };
}
