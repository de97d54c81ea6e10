using System.Diagnostics;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>Several ways in turn, round after round, so that what slows the machine slows all of them.</summary>
internal static class DeviceTurns
{
    /// <summary>Seconds of each way, the median; what a way launches has ended when its clock is read.</summary>
    internal static double[] Medians(IlgpuBackend backend, int rounds, params ReadOnlySpan<Action> turns)
    {
        var seconds = new double[turns.Length][];
        for (var turn = 0; turn < turns.Length; turn++)
            seconds[turn] = new double[rounds];
        for (var round = -2; round < rounds; round++)
        {
            for (var turn = 0; turn < turns.Length; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                turns[turn]();
                backend.Synchronize();
                if (round >= 0)
                    seconds[turn][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        foreach (var times in seconds)
            Array.Sort(times);
        return Array.ConvertAll(seconds, times => times[rounds / 2]);
    }
}
