namespace Rlar.Server.Dialects;

/// <summary>How a language of SandboxFusion's is run here, with the flags that it has there.</summary>
/// <param name="File">The program's file.</param>
/// <param name="Run">The command that runs it.</param>
/// <param name="Compile">The shell command that makes the file <c>main</c>; null where nothing is compiled.</param>
/// <param name="ReservesMemory">Whether its runtime reserves far more address space than it uses.</param>
internal sealed record FusionLanguage(string File, string[] Run, string? Compile = null, bool ReservesMemory = false)
{
    /// <summary>What a compiler leaves.</summary>
    internal const string Artifact = "main";

    private static readonly Dictionary<string, FusionLanguage> s_known = new(StringComparer.Ordinal)
    {
        ["python"] = new("main.py", ["python3", "main.py"]),
        ["nodejs"] = new("main.js", ["node", "main.js"], ReservesMemory: true),
        ["bash"] = new("main.sh", ["bash", "main.sh"]),
        ["cpp"] = new("main.cpp", ["./" + Artifact], $"g++ -std=c++17 main.cpp -o {Artifact} -lpthread"),
        ["c"] = new("main.c", ["./" + Artifact], $"gcc -std=gnu17 main.c -o {Artifact} -lm -lpthread"), // SandboxFusion has none
    };

    private static readonly string[] s_others =
    [
        "go", "go_test", "java", "php", "csharp", "typescript", "sql", "rust", "cuda", "lua", "R", "perl", "D_ut", "ruby", "scala", "julia", "pytest",
        "junit", "kotlin_script", "jest", "verilog", "python_gpu", "lean", "swift", "racket",
    ];

    /// <summary>The names of those that are run here.</summary>
    internal static IEnumerable<string> Names => s_known.Keys;

    /// <summary>The command that must be there.</summary>
    internal string Needs => Compile is { } compile ? compile[..compile.IndexOf(' ', StringComparison.Ordinal)] : Run[0];

    /// <summary>A language; null where it is not run here.</summary>
    /// <param name="name">SandboxFusion's name.</param>
    internal static FusionLanguage? Find(string name) => s_known.GetValueOrDefault(name);

    /// <summary>Whether SandboxFusion has such a language, though it is not run here.</summary>
    /// <param name="name">The name.</param>
    internal static bool IsOther(string name) => s_others.Contains(name);
}
