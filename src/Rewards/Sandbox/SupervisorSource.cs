using System.Text.Json;

namespace Rlar.Rewards.Sandbox;

/// <summary>The supervisor's Python modules, which this assembly carries.</summary>
internal static class SupervisorSource
{
    private static readonly string[] s_modules = ["seccomp", "meter", "isolation", "watch", "parties"];

    /// <summary>The program that reads the first frame.</summary>
    internal static string Bootstrap { get; } = Read("bootstrap.py");

    /// <summary>The frame with the modules, the supervisor's last: it serves when it is loaded.</summary>
    /// <param name="setup">What else to load.</param>
    internal static byte[] FirstFrame(SandboxSetup setup)
    {
        var modules = s_modules
            .Select(name => KeyValuePair.Create(name, Read(name + ".py")))
            .Concat(setup.Modules)
            .Append(KeyValuePair.Create("supervisor", Read("supervisor.py")));
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["modules"] = new Dictionary<string, string>(modules),
            ["preload"] = setup.Preload,
        });
    }

    /// <summary>A Python file that an assembly of RLAR carries.</summary>
    /// <param name="name">Its file name.</param>
    internal static string Read(string name)
    {
        using var stream = typeof(SupervisorSource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
