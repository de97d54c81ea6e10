namespace Rlar.Kernels.Ilgpu;

/// <summary>What launches need to know of a layout.</summary>
internal static class DeviceLayout
{
    /// <summary>The size of the largest group.</summary>
    internal static int Longest(GroupLayout groups)
    {
        var longest = groups.UniformSize;
        for (var g = 1; g < groups.Offsets.Length; g++)
            longest = Math.Max(longest, groups.Offsets[g] - groups.Offsets[g - 1]);
        return longest;
    }

    /// <summary>[groups + 1] where each group begins, and the end.</summary>
    internal static int[] Bounds(GroupLayout groups)
    {
        if (groups.UniformSize == 0)
            return groups.Offsets.ToArray();
        var bounds = new int[groups.Count + 1];
        for (var g = 0; g < bounds.Length; g++)
            bounds[g] = g * groups.UniformSize;
        return bounds;
    }
}
