namespace Rlar.Rewards.Verifiers.Code;

/// <summary>The .NET that this process runs on, which the sandbox shows to programs.</summary>
internal static class DotnetInstallation
{
    /// <summary>The folder of the shared framework.</summary>
    internal static string Framework { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The folder of the whole installation.</summary>
    internal static string Folder => Path.GetFullPath(Path.Combine(Framework, "..", "..", ".."));

    /// <summary>The C# compiler of the newest SDK here, or null.</summary>
    internal static string? Compiler()
    {
        var sdks = Path.Combine(Folder, "sdk");
        return Directory.Exists(sdks)
            ? Directory.EnumerateDirectories(sdks)
                .Order(StringComparer.Ordinal)
                .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
                .LastOrDefault(File.Exists)
            : null;
    }
}
