using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>
/// GRPO of float rewards, where they lie in the device's memory and where they come from the host's, beside the device's own copy and the CPU.
/// </summary>
internal static class DeviceTable
{
    private const int Launches = 1000;
    private static readonly int[] s_groups = [4, 8, 16, 64, 0];

    /// <summary>Measures and writes the table.</summary>
    /// <param name="backend">The device.</param>
    /// <param name="isSmall">Sizes for the emulator, which is no device.</param>
    /// <param name="text">The page.</param>
    internal static void Write(IlgpuBackend backend, bool isSmall, StringBuilder text)
    {
        var launch = LaunchMicroseconds(backend, isSmall ? 20 : Launches);
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"A launch costs {launch:0.0} us, one after another.").AppendLine()
            .AppendLine(
                "8 bytes a reward: one float read and one written. copy: the device's own, of as many floats. Medians; the CPU is SIMD on all cores. resident: "
                + "threads joined in shared memory, for groups of any size; by shuffles: a warp's registers, for groups of at most 32.")
            .AppendLine()
            .AppendLine(
                "| rewards | group | copy, GB/s | resident, GB/s | share of copy | by shuffles, GB/s | with transfers, ms | CPU, ms | CPU over device |")
            .AppendLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        int[] sizes = isSmall ? [1_000] : [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
        using var cpu = new CpuBackend();
        foreach (var size in sizes)
        {
            foreach (var group in s_groups)
                _ = text.AppendLine(Line(backend, cpu, size, group, isSmall ? 3 : 21));
        }
    }

    private static string Line(IlgpuBackend backend, CpuBackend cpu, int size, int group, int rounds)
    {
        var input = AdvantageInput.Of(size, group);
        using var device = new DeviceBatch<float>(backend, input.Batch);
        var job = device.Job with { Rule = GroupRule.Grpo(AdvantageConvention.Trl) };
        var bodies = AdvantageBodies<float>.Create();
        var hasWarps = backend.Device.Kind != DeviceKind.OpenCl && device.Longest <= Team.Lanes;
        var (kernels, host) = (new IlgpuAdvantages<float>(backend), new CpuAdvantages<float>(cpu));
        var median = DeviceTurns.Medians(
            backend, rounds,
            () => backend.Copy(job.Rewards, job.Advantages),
            () => backend.Launch(bodies.Centre, job.Groups, job.Width, job),
            () => kernels.Grpo(input.Batch, AdvantageConvention.Trl, input.Advantages),
            () => host.Grpo(input.Batch, AdvantageConvention.Trl, input.Advantages),
            () =>
            {
                if (hasWarps)
                    backend.Launch(bodies.CentreByShuffles, job.Groups, job.Width, job);
            });
        var bytes = 8.0 * input.Rewards.Length;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {size:0e0} | {(group == 0 ? "1..15" : $"{group}")} | {bytes / median[0] / 1e9:0.0} | {bytes / median[1] / 1e9:0.0} "
            + $"| {median[0] / median[1]:0.00} | {(hasWarps ? $"{bytes / median[4] / 1e9:0.0}" : "-")} | {median[2] * 1e3:0.000} "
            + $"| {median[3] * 1e3:0.000} | {median[3] / median[2]:0.00} |");
    }

    private static double LaunchMicroseconds(IlgpuBackend backend, int launches)
    {
        using var values = backend.Upload<float>(new float[32]);
        var whiten = AdvantageBodies<float>.Create().Whiten;
        var job = new MapJob<float> { Values = values.View, Results = values.View, Length = 32 };
        backend.Launch(whiten, 32, 1, job);
        backend.Synchronize();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < launches; i++)
            backend.Launch(whiten, 32, 1, job);
        backend.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / launches;
    }
}
