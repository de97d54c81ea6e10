namespace Rlar.Grpo.Advantages;

/// <summary>From an element of the batch back to the row: a kernel names the first, a person wants the second.</summary>
public sealed partial class AdvantageBatch
{
    /// <summary>Where an element of the flat rewards stands: the completion, or the step where the rewards are by step.</summary>
    /// <param name="index">Zero-based.</param>
    /// <returns>The group and the field in its row; null where there is no such element.</returns>
    public (int Group, string Field)? Place(int index)
    {
        if (index < 0 || index >= (HasSteps ? _steps.Count : Count))
            return null;
        var completion = HasSteps ? Slot(_stepOffsets, index) : index;
        var group = Slot(_offsets, completion);
        var field = $"rewards[{completion - _offsets[group]}]";
        return (group, HasSteps ? $"{field}[{index - _stepOffsets[completion]}]" : field);
    }

    /// <summary>The slot that holds an element; empty slots hold none.</summary>
    private static int Slot(List<int> offsets, int index)
    {
        var (low, high) = (0, offsets.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = offsets[middle] <= index ? (middle, high) : (low, middle);
        }

        return low;
    }
}
