namespace Rlar.Kernels.Tests.Ptx;

/// <summary>
/// What the driver's compiler may do with PTX as ILGPU writes it: a product without a rounding of its own (mul, not mul.rn) and the sum that takes it
/// become one fused multiply-add. Whether it does is its own business, so kernels have to be right both ways.
/// </summary>
internal static class PtxContraction
{
    /// <summary>Fuses wherever it may.</summary>
    /// <returns>How many sums were fused.</returns>
    internal static int Apply(PtxKernel kernel)
    {
        var fused = 0;
        var starts = kernel.Code.Where(i => i.Target >= 0).Select(i => i.Target).ToHashSet();
        var products = new Dictionary<int, PtxInstruction>();
        for (var at = 0; at < kernel.Code.Count; at++)
        {
            var instruction = kernel.Code[at];
            if (starts.Contains(at) || instruction.Op is PtxOp.Bra or PtxOp.Ret)
                products.Clear();
            if (instruction is { Op: PtxOp.Add or PtxOp.Sub, Mode: "", Guard: -1 } && PtxTypes.IsFloat(instruction.Type))
            {
                for (var side = 0; side < 2 && instruction.Product is null; side++)
                {
                    if (!products.TryGetValue(instruction.Args[side], out var product) || product.Type != instruction.Type)
                        continue;
                    instruction.Product = (product.Args[0], product.Args[1]);
                    instruction.ProductAt = side;
                    fused++;
                }
            }

            foreach (var slot in instruction.To)
            {
                products.Remove(slot);
                foreach (var stale in products.Where(p => p.Value.Args.Contains(slot)).Select(p => p.Key).ToArray())
                    products.Remove(stale);
            }

            if (instruction is { Op: PtxOp.Mul, Mode: "", Guard: -1 } && PtxTypes.IsFloat(instruction.Type) && !instruction.Args.Contains(instruction.To[0]))
                products[instruction.To[0]] = instruction;
        }

        return fused;
    }
}
