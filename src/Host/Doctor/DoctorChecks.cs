namespace Rlar.Host.Doctor;

/// <summary>The checks, in the order in which they are shown.</summary>
internal static class DoctorChecks
{
    /// <summary>All of them.</summary>
    internal static IReadOnlyList<IDoctorCheck> All { get; } =
    [
        new RuntimeCheck(),
        new MachineCheck(),
        new SandboxCheck(),
        new PythonCheck(),
        new LanguagesCheck(),
        new EnginesCheck(),
        new TorchCheck(),
        new TablesCheck(),
    ];
}
