package dev.loupe.diff.compare;

import java.util.Arrays;

/** The assignment of rows to columns with the lowest cost (Hungarian method, cubic). */
final class HungarianAssignment {
    private HungarianAssignment() {}

    /** For each row its column, or -1 when there are fewer columns than rows. */
    static int[] cheapest(double[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        int size = Math.max(rows, columns);
        double[] rowPotential = new double[size + 1];
        double[] columnPotential = new double[size + 1];
        int[] rowOf = new int[size + 1];
        for (int row = 1; row <= size; row++) {
            augment(row, cost, rowPotential, columnPotential, rowOf);
        }
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] >= 1 && rowOf[column] <= rows) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }

    private static void augment(int row, double[][] cost, double[] u, double[] v, int[] rowOf) {
        int size = u.length - 1;
        int[] way = new int[size + 1];
        double[] least = new double[size + 1];
        boolean[] used = new boolean[size + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        rowOf[0] = row;
        int column = 0;
        do {
            used[column] = true;
            int at = rowOf[column];
            int nearest = 0;
            double delta = Double.POSITIVE_INFINITY;
            for (int j = 1; j <= size; j++) {
                if (used[j]) {
                    continue;
                }
                double reduced = at(cost, at - 1, j - 1) - u[at] - v[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    way[j] = column;
                }
                if (least[j] < delta) {
                    delta = least[j];
                    nearest = j;
                }
            }
            for (int j = 0; j <= size; j++) {
                if (used[j]) {
                    u[rowOf[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = nearest;
        } while (rowOf[column] != 0);
        while (column != 0) {
            int before = way[column];
            rowOf[column] = rowOf[before];
            column = before;
        }
    }

    /** Missing cells of a table that is not square cost nothing. */
    private static double at(double[][] cost, int row, int column) {
        return row < cost.length && column < cost[row].length ? cost[row][column] : 0;
    }
}
