using System.Globalization;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Gives every register, constant, symbol and special register of a kernel a slot.</summary>
internal sealed class PtxSlots
{
    /// <summary>What a register holds before it is written.</summary>
    internal const ulong Poison = 0xCDCD_CDCD_CDCD_CDCD;

    private static readonly string[] s_special = ["%tid.x", "%ntid.x", "%ctaid.x", "%nctaid.x", "%laneid"];

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<ulong> _values = [];
    private readonly Dictionary<string, int> _special = new(StringComparer.Ordinal);

    internal ulong[] Values => [.. _values];

    internal IReadOnlyDictionary<string, int> Special => _special;

    /// <summary>Says what a name stands for: the address of a shared or local array.</summary>
    internal void Define(string name, ulong value) => _slots.Add(name, Append(value));

    /// <summary>The slot of an operand.</summary>
    internal int Of(string operand)
    {
        if (_slots.TryGetValue(operand, out var slot))
            return slot;
        slot = Append(Initial(operand));
        _slots.Add(operand, slot);
        if (Array.IndexOf(s_special, operand) >= 0)
            _special.Add(operand, slot);
        return slot;
    }

    private int Append(ulong value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    private static ulong Initial(string operand) => operand switch
    {
        "%tid.y" or "%tid.z" or "%ctaid.y" or "%ctaid.z" => 0,
        "%ntid.y" or "%ntid.z" or "%nctaid.y" or "%nctaid.z" => 1,
        ['%', .. var name] when Array.IndexOf(s_special, operand) >= 0 || name.TrimStart("prsdf".ToCharArray()).All(char.IsAsciiDigit) => Poison,
        ['0', 'f', .. var bits] => uint.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        ['0', 'd', .. var bits] => ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        ['-', ..] => (ulong)long.Parse(operand, CultureInfo.InvariantCulture),
        _ when ulong.TryParse(operand, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw new PtxException($"operand {operand} is not known"),
    };
}
