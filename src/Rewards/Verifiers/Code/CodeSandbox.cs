using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>The pool that all code tools of this process share: its supervisors start when the first program runs, and have the harness.</summary>
internal static class CodeSandbox
{
    private static readonly string[] s_harness =
    [
        "wire", "foreign", "presumed", "children", "subject", "guards", "reading", "remote", "conversation", "serving", "numeric",
        "standin", "cases", "judge", "sql",
    ];

    // What most programs import: loaded once instead of in every run.
    private static readonly string[] s_preload =
    [
        "ast", "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime", "decimal", "fractions",
        "functools", "heapq", "inspect", "itertools", "json", "math", "operator", "random", "re", "statistics",
        "string", "traceback", "typing",
    ];

    /// <summary>The pool.</summary>
    internal static SandboxPool Pool { get; } =
        new(new SandboxSetup(
            [.. s_harness.Select(name => KeyValuePair.Create(name, SupervisorSource.Read(name + ".py")))],
            s_preload,
            [DotnetInstallation.Folder]));
}
