namespace Rlar.Kernels.Tests.Ptx;

/// <summary>shfl.sync with all lanes as members: d, a, b, c, 0xffffffff.</summary>
internal static class PtxShuffle
{
    /// <summary>Exchanges values in every warp whose threads all wait at the same shuffle.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="PtxException">A shuffle that not all threads of a warp reach.</exception>
    internal static bool Resolve(PtxThread[] threads, int width)
    {
        var found = false;
        for (var start = 0; start < threads.Length; start += width)
        {
            var warp = threads.AsSpan(start, Math.Min(width, threads.Length - start));
            PtxInstruction? shuffle = null;
            foreach (var thread in warp)
                shuffle ??= thread.Waiting is { Op: PtxOp.Shfl } own ? own : null;
            if (shuffle is null)
                continue;
            found = true;
            var values = new ulong[width];
            for (var lane = 0; lane < width; lane++)
            {
                if (lane >= warp.Length || warp[lane].Waiting != shuffle)
                    throw new PtxException($"'{shuffle.Text}': lane {lane} does not arrive");
                if (warp[lane].Registers[shuffle.Args[3]] is not uint.MaxValue and not ulong.MaxValue)
                    throw new PtxException($"'{shuffle.Text}': only shuffles of whole warps are known");
                values[lane] = warp[lane].Registers[shuffle.Args[0]];
            }

            for (var lane = 0; lane < width; lane++)
            {
                var registers = warp[lane].Registers;
                registers[shuffle.To[0]] = PtxTypes.Cut(shuffle.Type, values[Source(shuffle.Mode, lane, (int)registers[shuffle.Args[1]], (int)registers[shuffle.Args[2]])]);
                warp[lane].Waiting = null;
            }
        }

        return found;
    }

    // The PTX manual's own pseudo-code: c holds the clamp in its low bits and the segment mask above.
    private static int Source(string mode, int lane, int b, int c)
    {
        var (segment, clamp) = ((c >> 8) & 31, c & 31);
        var (max, min) = ((lane & segment) | (clamp & ~segment), lane & segment);
        b &= 31;
        var source = mode switch
        {
            "bfly" => lane ^ b,
            "down" => lane + b,
            "up" => lane - b,
            _ => min | (b & ~segment),
        };
        return (mode == "up" ? source >= max : source <= max) ? source : lane;
    }
}
