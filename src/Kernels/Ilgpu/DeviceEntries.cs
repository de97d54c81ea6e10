using System.Runtime.InteropServices;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Entries in a device's memory, with room for their results.</summary>
internal readonly ref struct DeviceEntries
{
    private readonly DeviceArray<double> _values;
    private readonly DeviceArray<byte> _scored;
    private readonly DeviceArray<byte> _flags;
    private readonly DeviceArray<int> _lengths;
    private readonly DeviceArray<double> _results;

    /// <summary>Copies what there is to the device.</summary>
    internal DeviceEntries(
        IlgpuBackend backend, int length, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, ReadOnlySpan<bool> flags = default,
        ReadOnlySpan<int> lengths = default)
    {
        _values = backend.Upload(values);
        _scored = backend.Upload(MemoryMarshal.Cast<bool, byte>(scored));
        _flags = backend.Upload(MemoryMarshal.Cast<bool, byte>(flags));
        _lengths = backend.Upload(lengths);
        _results = backend.Rent<double>(length);
        Job = new EntryJob
        {
            Values = _values.View,
            Scored = _scored.View,
            Flags = _flags.View,
            Lengths = _lengths.View,
            Results = _results.View,
            Length = length,
            Numbers = EntryNumbers.Unchanged,
        };
    }

    /// <summary>The entries as kernels take them: no bounds, nothing subtracted, divided by 1.</summary>
    internal EntryJob Job { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _values.Dispose();
        _scored.Dispose();
        _flags.Dispose();
        _lengths.Dispose();
        _results.Dispose();
    }
}
