using System.Globalization;
using System.Text;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>
/// Everything that a machine with a GPU is asked, in one run: are the kernels right there, and how fast. On ILGPU's emulator the same run is a test of
/// itself, with small sizes.
/// </summary>
internal static class DeviceComparison
{
    /// <summary>Prints one page, and writes it where a folder is given.</summary>
    /// <param name="name">cuda, opencl or emulator.</param>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <returns>Whether all checks passed.</returns>
    /// <exception cref="BenchDataException">A device that is not there.</exception>
    internal static bool Run(string name, string? folder)
    {
        var kind = name switch
        {
            "cuda" => DeviceKind.Cuda,
            "opencl" => DeviceKind.OpenCl,
            "emulator" => DeviceKind.Emulator,
            _ => throw new BenchDataException($"there is no device '{name}': cuda, opencl or emulator."),
        };
        if (!IlgpuBackend.TryOpen(kind, out var backend, out var report))
            throw new BenchDataException($"{name}: {report.Absence}");
        using (backend)
        {
            var checks = DeviceChecks.Run(backend);
            var text = new StringBuilder();
            _ = text.AppendLine("# ILGPU kernels on a device").AppendLine()
                .AppendLine(Machine.Describe())
                .AppendLine(CultureInfo.InvariantCulture, $"- device: {report.Name}, {report.MemoryBytes >> 20} MiB; ILGPU 1.5.3, O1")
                .AppendLine(CultureInfo.InvariantCulture, $"- command: `dotnet run -c Release --project bench -- devices {name}`")
                .AppendLine(CultureInfo.InvariantCulture, $"- load of the machine over the last minute: {Machine.Load()}").AppendLine()
                .AppendLine("| check | | |").AppendLine("|---|---|---|");
            foreach (var check in checks)
                _ = text.AppendLine(CultureInfo.InvariantCulture, $"| {check.Name} | {(check.Passed ? "ok" : "FAILED")} | {check.Detail} |");
            _ = text.AppendLine();
            DeviceTable.Write(backend, isSmall: kind == DeviceKind.Emulator, text);
            DeviceLossTable.Write(backend, isSmall: kind == DeviceKind.Emulator, text);
            Console.Write(text);
            if (folder is not null)
            {
                _ = Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, $"device-{name}.md"), text.ToString());
            }

            return checks.All(check => check.Passed);
        }
    }
}
